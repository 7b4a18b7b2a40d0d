-- A mail is sent by the job that writes it, or by a later one when that fails: whoever takes it up says so, and nobody else does.
alter table platform.mail add column claimed_at timestamptz;
create index mail_unsent on platform.mail (created_at) where sent_at is null;

-- Mails whose writer died before sending, and that no job is to send. Definer rights: the queue is the owner's.
create function platform.forgotten_mails(before timestamptz) returns setof uuid
  language sql stable security definer set search_path = pg_catalog as $$
  select m.id from platform.mail m
  where platform.is_system() and m.sent_at is null and m.created_at < before
    and not exists (select from graphile_worker.jobs j where j.key = 'mail:' || m.id)
  order by m.created_at limit 500 $$;
