// Holds the layer's place until its first source.
