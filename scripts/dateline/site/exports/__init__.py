"""What a site gives away: its timelines, quotes and briefings as files for other programs, made of the site's data."""
