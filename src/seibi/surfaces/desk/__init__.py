"""The service desk: whom do I help next?"""
