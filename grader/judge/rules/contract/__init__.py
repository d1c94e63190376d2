"""What an exercise asks for and a run did not show: a module and a page for each."""
