"""What an instructor uploads so that a platform grades with us: a folder or zip for each kind of platform."""
