"""Is a message from the domain it says it is from? One file per mechanism; `inbound.authenticate` puts them together."""
