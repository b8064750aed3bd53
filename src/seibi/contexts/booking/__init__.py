"""When and where: holds, appointments, arrivals, queue tickets, keys and parking places."""
