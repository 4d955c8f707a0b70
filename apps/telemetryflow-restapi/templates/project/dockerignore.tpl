/build
/.env
/.git
*.db
*.db-shm
*.db-wal
