/build/
/.env
*.db
*.db-shm
*.db-wal
