// Nothing: the target that has it owns the precompiled header of all tests.
