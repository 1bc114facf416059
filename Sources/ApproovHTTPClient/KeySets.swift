/// Key sets over HTTPS: nothing yet.
enum KeySets {}
