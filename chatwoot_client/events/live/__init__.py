"""What Chatwoot tells over ``/cable``, with nothing missed and nothing twice."""
