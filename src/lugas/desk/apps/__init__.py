"""What reader apps ask the desk: the Google Reader API and the Fever API, over the same articles and marks."""
