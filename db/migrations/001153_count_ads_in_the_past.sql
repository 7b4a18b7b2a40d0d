-- The demonstration makes its first report under the account of the system, in the name of whoever publishes: what is told is the same.
grant execute on function ads.on_offer to parvis_system;
