import Hummingbird

/// The routes of the dashboard, all of them for one user with a password.
struct DashboardRoutes {
    let login: DashboardLogin
    let numbers: LiveNumbers

    func add(to router: Router<EchoRequestContext>) {
        let numbers = self.numbers
        router.group("/dashboard")
            .add(middleware: DashboardGate(login: self.login))
            .get { _, _ in Response.redirect(to: "/dashboard/home", type: .found) }
            .get("home") { _, _ in DashboardAnswer.page(DashboardPage.html(NumbersReport(numbers))) }
            .get("home.css") { _, _ in DashboardAnswer.style(DashboardPage.style) }
            .get("home.js") { _, _ in DashboardAnswer.script(DashboardPage.script) }
            .get("numbers") { _, _ in DashboardAnswer.json(try NumbersReport(numbers).json) }
    }
}
