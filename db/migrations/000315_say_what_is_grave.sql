-- A word that says a life is at stake is heard whatever stands around it, and nothing unsure is proposed beneath it.
alter table services.signpost add column is_grave boolean not null default false;
