-- Whoever gives an address chooses how long it takes to answer: all that is delivered waits in one queue of its own, so that no address, nor ten
-- of them, keeps the workers from mails and all else.
create function exchange.plan_delivery(hook bigint, run_at timestamptz, job_key text) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform graphile_worker.add_job('exchange.deliver', json_build_object('hookId', hook), queue_name => 'exchange.deliver',
    run_at => plan_delivery.run_at, job_key => plan_delivery.job_key, max_attempts => 12);
end $$;
revoke execute on function exchange.plan_delivery(bigint, timestamptz, text) from public;
grant execute on function exchange.plan_delivery(bigint, timestamptz, text) to parvis_system;
