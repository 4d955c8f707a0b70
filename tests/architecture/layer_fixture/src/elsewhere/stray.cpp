int stray() {
    return 0;
}
