-- A receiver may ask of itself that a confirmation proves what its case system has stored.

alter table receiver_version add column proof_of_possession boolean not null default false;
