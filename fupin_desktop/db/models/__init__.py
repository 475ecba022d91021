"""The tables, written by hand; a test ties them to the records of ``domain``.

They are SQLAlchemy Core tables, and read module by module when first needed (all of them: ``whole``): mapped classes
read together would double the time the program takes to start.
"""
