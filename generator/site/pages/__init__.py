"""The pages of the site, one module a kind; each function takes the view and returns finished pages."""
