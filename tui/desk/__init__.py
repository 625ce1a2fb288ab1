"""What a person does to a timesheet: calls of the Backend, journaled. It knows no screen."""
