-- What is said in a space goes by mail to whoever asks for it there: each message, or in their digest; of what is said from then on.
create table spaces.mailing (
  person_id bigint not null references accounts.person on delete cascade,
  space_id integer not null references spaces.space on delete cascade,
  wants text not null check (wants in ('each', 'digest', 'none')),
  since timestamptz not null,
  primary key (person_id, space_id)
);
create index mailing_space on spaces.mailing (space_id);
-- How far somebody had a subject by mail.
create table spaces.mailed (
  person_id bigint not null references accounts.person on delete cascade,
  topic_id integer not null references spaces.topic on delete cascade,
  message_id bigint not null,
  primary key (person_id, topic_id)
);
create index mailed_topic on spaces.mailed (topic_id);

create function spaces.date_mailing() returns trigger language plpgsql as $$
begin
  if platform.is_system() then new.since := coalesce(new.since, platform.now());
  elsif tg_op = 'INSERT' or new.wants <> old.wants then new.since := platform.now();
  else new.since := old.since; end if;
  return new;
end $$;
create trigger date_mailing before insert or update on spaces.mailing for each row execute function spaces.date_mailing();

alter table spaces.mailing enable row level security;
alter table spaces.mailed enable row level security;
create policy system on spaces.mailing to parvis_system using (true);
create policy system on spaces.mailed to parvis_system using (true);
grant select, insert, update, delete on spaces.mailing, spaces.mailed to parvis_system;
-- One's own, in a space that one reads: neither whoever looks, nor a collaborator.
create policy own on spaces.mailing for all using (person_id = platform.person_id() and platform.helper_id() is null
  and space_id = any ((select audiences.actor_ids('space'))::bigint[]));
create policy own on spaces.mailed for select using (person_id = platform.person_id() and platform.helper_id() is null);
grant select, insert (person_id, space_id, wants), update (wants) on spaces.mailing to parvis_app;
grant select on spaces.mailed to parvis_app;
