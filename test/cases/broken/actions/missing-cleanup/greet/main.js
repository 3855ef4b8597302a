// Says hello.
