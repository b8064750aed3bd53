from django.http import HttpRequest, HttpResponse
def visit(request: HttpRequest, **_k) -> HttpResponse: return HttpResponse('')
def own_visit(request: HttpRequest, **_k) -> HttpResponse: return HttpResponse('')
