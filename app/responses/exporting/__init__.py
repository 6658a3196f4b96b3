"""The consolidated response as a file, in Word and PDF."""
