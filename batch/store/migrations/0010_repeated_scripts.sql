-- Scripts that are applied again whenever they have changed, as each was applied last. The roads
-- between states are one: from here on they are written from batch/words/states.txt.

create table repeated_script (
    name   text primary key,
    sha256 sha256 not null
);
grant select on repeated_script to reservepost_night, reservepost_registrar, reservepost_reviewer;
