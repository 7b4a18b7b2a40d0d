-- A publication says who answered for it on its day: only a unit that closes changes that, by the system. Its instants are days that a page
-- can say.
revoke update (unit_id) on publishing.publication from parvis_app;
alter table publishing.publication add check (starts_at < '2200-01-01' and (ends_at is null or ends_at < '2200-01-01') and review_on < '2200-01-01'
  and isfinite(starts_at) and isfinite(review_on));
alter table publishing.content add check (archived_at is null or archived_at < '2200-01-01' and isfinite(archived_at));
