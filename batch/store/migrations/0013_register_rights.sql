-- The night reads the register and never writes it: that is the registrar's. What stays is the right
-- that `lock table receiver` asks for; a trigger keeps the numbers in its rows, and all else of a
-- receiver stands in its versions. Words that letters were made from the night still keep.
revoke insert on receiver, receiver_version, renumbering, register_change, register_change_field
    from reservepost_night;
revoke update (successors, in_force, source) on renumbering from reservepost_night;
revoke update (state, decided_at, decided_by) on register_change from reservepost_night;
revoke insert, update, delete on own_words from reservepost_night;
