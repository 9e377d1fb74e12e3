-- The next letters to set, and the next ones of a package, are found where they stand in their order:
-- a run over a hundred thousand would otherwise sort all that is left for every chunk and every job.
create index letter_to_typeset on letter (id) where state = 'gathered';
create index letter_to_pack on letter (envelope, sheets, postcode, id)
    where state = 'typeset' and job is null;
