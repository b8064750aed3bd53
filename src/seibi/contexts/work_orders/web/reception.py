from django.http import HttpRequest, HttpResponse
def receive(request: HttpRequest, **_k) -> HttpResponse: return HttpResponse('')
def photos(request: HttpRequest, **_k) -> HttpResponse: return HttpResponse('')
def parties(request: HttpRequest, **_k) -> HttpResponse: return HttpResponse('')
