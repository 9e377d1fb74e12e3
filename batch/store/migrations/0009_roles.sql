-- What the registrar and the reviewer may do (DESIGN §16). The registrar changes the register, with
-- what follows from that: reports that wait are recomputed, incidents raised, mails queued. The
-- reviewer sees all of it and changes nothing. Neither can change the journal's past.

grant usage on schema public to reservepost_registrar, reservepost_reviewer;
grant select on all tables in schema public to reservepost_registrar, reservepost_reviewer;
-- What later migrations make is seen too.
alter default privileges in schema public grant select on tables
    to reservepost_registrar, reservepost_reviewer;

grant insert on receiver, receiver_version, renumbering, register_change, register_change_field,
                words_file, wording, own_words, journal, incident, mail to reservepost_registrar;
-- The whole table, as locking it needs that; its trigger keeps the numbers.
grant update on receiver to reservepost_registrar;
grant update (successors, in_force, source) on renumbering to reservepost_registrar;
grant update (state, decided_at, decided_by) on register_change to reservepost_registrar;
grant update, delete on own_words to reservepost_registrar;
grant update (reception, due_at, policy, policy_version, holiday_table, eves_closed) on report
    to reservepost_registrar;
grant update (sentence, remedy, state, times_seen, last_seen_at, last_seen_run, acknowledged_until,
              closed_at, outcome) on incident to reservepost_registrar;
grant update on mail to reservepost_registrar;
