"""A literal reading of strategies at exact points on edges, independent of the walk and of the claims.

In:  a game, its solved equilibrium, and how many points are asked for.
Out: figures by kind of point, and every place where the first piece that holds is not a best reply.  Open `check.py` first.
"""
