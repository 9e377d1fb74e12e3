-- The letters of a job that is numbered and not closed yet: each job would otherwise go through all
-- letters, twice.
create index letter_being_packed on letter (job, piece) where state = 'typeset';
