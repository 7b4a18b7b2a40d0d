-- Whether a host name answers is noted by the system alone: whoever gives one says which, and whose.
revoke insert on territory.host from parvis_app;
grant insert (host, authority_id) on territory.host to parvis_app;
