-- « Je ne reconnais pas cet accès »: the administrators of the authority say what they found, and the person reads it.
alter table privacy.incident
  add column handled_at timestamptz,
  add column handled_by bigint references accounts.person,
  -- What was found, in the words that the person reads.
  add column finding text,
  add check ((handled_at is null) = (finding is null));
grant update (handled_at, handled_by, finding), delete on privacy.incident to parvis_app;
