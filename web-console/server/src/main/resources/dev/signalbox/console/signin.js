document.getElementById("code").submit();
