"""What comes from outside and how far it is let in: files, bodies, tries, proxies; and files on their way out."""
