"""Which notices also come by mail: each person's own choice, ended from any mail by one press."""
