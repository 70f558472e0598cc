"""Forms: what pages send, in three wire formats, and the page that shows one."""
