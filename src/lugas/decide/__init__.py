"""What to do about what a site offers: functions of data and a clock, which is an argument; nothing is opened."""
