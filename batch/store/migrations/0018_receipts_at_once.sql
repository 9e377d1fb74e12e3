-- A print house says what became of thousands of pieces at once. The guard of discarding is asked
-- only about rows in which it has something to guard; that of the roads between states likewise
-- (batch/words/states.txt).

drop trigger report_is_discarded_by_two on report;
create trigger report_is_discarded_by_two before update on report
    for each row when (new.discarded_at is distinct from old.discarded_at)
    execute function refuse_discard_by_one();
