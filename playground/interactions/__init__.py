"""What people do: commands, clicks, forms, menus, shortcuts, the home tab."""
