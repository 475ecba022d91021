"""The program installed and used under Wine: python3 dev.py test-windows."""
