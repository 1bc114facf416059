/// Settings: nothing yet.
enum SettingsRoom {}
