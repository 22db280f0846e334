"""How well people are told of what they watch for, in the monitoring benchmark's hostile world."""
