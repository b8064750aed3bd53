"""Everything that changes bookings. One public function per thing a person can do."""
