"""What does not add up: pure rules on what origins say of applications and organisations."""
