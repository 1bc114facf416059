public import ArgumentParser

extension Protection: ExpressibleByArgument {}
