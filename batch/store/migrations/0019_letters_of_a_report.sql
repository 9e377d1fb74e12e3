-- The letter before one is found where it stands, whatever the planner knows of the table yet: it
-- would else go through all older letters for each, a night's work that grows with its square.
create index letter_of_report on letter (record, kind, id);
drop index letter_by_record;
